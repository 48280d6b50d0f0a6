### A password or a pass, shown once to one person

secret-lead = For { $name }. You see this once; it is kept nowhere, and nobody can show it again.
secret-reset-password = Temporary password: ||`{ $secret }`||
    Pass it on by telephone, never by mail or in a chat. It is good for one sign-in; there they choose their own.
secret-issue-temporary-access-pass = Temporary access pass: ||`{ $secret }`||
    Pass it on by telephone, never by mail or in a chat. It is good once, in place of password and second factor, and ends at { $until }.
